/** `README.md` of every package: how it is checked without us. The same in each, so that it says nothing of its own. */
export const readme = `# Gói chứng cứ trích từ sổ nhật ký truy cập

**Gói này chứng minh:** mỗi sự kiện trong \`events/\` có trong sổ, đúng từng byte, ở đúng vị trí lá của nó, dưới điểm niêm phong trong tệp \`checkpoint\`.

**Nếu \`manifest.json\` có \`map\`, gói còn chứng minh:** trong các lá trước \`treeSize\` của \`map/event.json\`, không còn sự kiện nào khác về chủ thể
(và về từng tài khoản ở \`through\`) ngoài các sự kiện trong gói và các lá kê ở \`map.others\`. Không có \`map\` thì không chứng minh điều đó.

**Gói này KHÔNG chứng minh:** gì về các lá sau đó; rằng các lá ở \`map.others\` nằm ngoài khoảng thời gian; rằng tài khoản nêu ở \`through\` là
của cán bộ đó; những gì báo cáo (\`report.html\`, \`report.pdf\`) viết thêm (quyền, vi phạm); giờ ký \`sealedAt\`, là đồng hồ của chính sổ.

## Kiểm bằng công cụ

Dùng công cụ lấy từ nơi khác, không lấy từ người đưa gói này; khóa công khai và chính sách người chứng kiến cũng vậy.

- \`ledger evidence check GOI.zip --vkey KHOA.vkey --policy CHINH_SACH\`
- hoặc mở trang \`evidence-check.html\` trong trình duyệt không nối mạng, chọn gói này.

Hai công cụ không dùng chung mã nào.

## Kiểm từng bước, không cần công cụ của chúng tôi

1. \`manifest.json\` nêu SHA-256 và độ dài của mọi tệp khác; không có tệp nào ngoài những tệp đó.
2. \`checkpoint\` là một signed note (C2SP): tên sổ, số lá, gốc cây (base64), dòng trống, rồi các dòng chữ ký Ed25519. Chữ ký của sổ ký lên phần
   trước dòng trống; khóa ở \`keys/log.vkey\`, hãy so với khóa lấy từ nơi khác.
3. Dòng chữ ký của người chứng kiến (C2SP tlog-cosignature, loại 0x04): 8 byte giờ, rồi chữ ký lên \`cosignature/v1\`, \`time <giây>\` và phần đó.
   \`witness-policy\` (C2SP tlog-policy) cho biết bao nhiêu người là đủ.
4. Với mỗi \`events/N.json\`: lá là dòng \`access-ledger/leaf@v1 <tên sổ>\`, xuống dòng, rồi đúng các byte của tệp; hàm băm lá là
   SHA-256(0x00 ‖ lá).
5. \`proofs/N.tlog-proof\` (C2SP tlog-proof) dẫn hàm băm đó tới gốc cây trong \`checkpoint\` (RFC 9162 §2.1.3.2); phần sau dòng trống đầu tiên của
   nó phải đúng là tệp \`checkpoint\`.
6. Mỗi sự kiện là JSON chuẩn (RFC 8785), xảy ra trong khoảng \`from\` ≤ giờ < \`to\`, và nêu chủ thể \`about\`, hoặc một tài khoản ở \`through\`.
7. \`map/event.json\` là lá số \`map.leaf\`, kiểm như các sự kiện khác bằng \`map/event.tlog-proof\`. \`map/key-0.map-proof\` cho biết bản đồ đó kể bao nhiêu
   lá về \`about\`, \`key-1\` trở đi về từng mục của \`through\`; cách băm ở \`docs/evidence.md\` của sản phẩm.

---

# An evidence package out of the access ledger

**It proves** that each event in \`events/\` is in the log, byte for byte, at its own leaf, under the checkpoint in the file \`checkpoint\`.

**Where \`manifest.json\` has \`map\` it proves too** that among the leaves before the \`treeSize\` of \`map/event.json\` there are no events about the
subject (and each account under \`through\`) but those in the package and the leaves listed in \`map.others\`. Without \`map\` it does not.

**It does NOT prove** anything of the leaves after that; that the leaves in \`map.others\` lie outside its time; that an account under \`through\` was that
official's; what the report (\`report.html\`, \`report.pdf\`) adds (rights, findings); the time \`sealedAt\`, which is the log's own clock.

## With a tool

Take the tool from elsewhere, not from whoever gave you this package; the public key and the witness policy too.

- \`ledger evidence check PACKAGE.zip --vkey KEY.vkey --policy POLICY\`
- or open the page \`evidence-check.html\` in a browser without network and choose this package.

The two share no code.

## Step by step, without any tool of ours

1. \`manifest.json\` names the SHA-256 and the length of every other file; there is no file but those.
2. \`checkpoint\` is a signed note (C2SP): origin, number of leaves, root (base64), an empty line, then lines of Ed25519 signatures. The log's own
   covers what stands before the empty line; its key is in \`keys/log.vkey\`: compare it with one from elsewhere.
3. A witness's line (C2SP tlog-cosignature, type 0x04) has eight bytes of time, then a signature of \`cosignature/v1\`, \`time <seconds>\` and that same
   part. \`witness-policy\` (C2SP tlog-policy) says how many are enough.
4. For each \`events/N.json\` the leaf is the line \`access-ledger/leaf@v1 <origin>\`, a line feed, then the file's very bytes; its hash is
   SHA-256(0x00 ‖ leaf).
5. \`proofs/N.tlog-proof\` (C2SP tlog-proof) leads from that hash to the root in \`checkpoint\` (RFC 9162 §2.1.3.2); what follows its first empty line
   is the file \`checkpoint\`, exactly.
6. Each event is canonical JSON (RFC 8785), occurred within \`from\` ≤ time < \`to\`, and names the subject in \`about\`, or an account under \`through\`.
7. \`map/event.json\` is the leaf \`map.leaf\`, checked as other events are, by \`map/event.tlog-proof\`. \`map/key-0.map-proof\` tells how many leaves that
   map counts about \`about\`, \`key-1\` and so on about each of \`through\`; the product's \`docs/evidence.md\` has how it is hashed.
`;
