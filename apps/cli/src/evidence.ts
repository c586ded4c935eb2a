import type { Command } from 'commander';
import { runEvidenceCheck, type CheckOptions } from './evidence/check.js';
import { runEvidence, type MakeOptions } from './evidence/make.js';
import { several } from './given-file.js';
import { eventsOption } from './stored-log.js';
import type { End, Terminal } from './terminal.js';

const makeHelp = `
Kiểm một gói · Check a package: ledger evidence check FILE

Lệnh này mở sổ chỉ để đọc nên không ghi được ai đã lấy chứng cứ; lấy qua máy chủ (POST /v1/evidence) thì sổ ghi lại. Gói chứng minh
các sự kiện này có trong sổ và, đến bản đồ đầy đủ cuối cùng dưới điểm niêm phong, rằng không còn sự kiện nào khác; hồ sơ thì không.
This verb opens the ledger for reading only and cannot record who took the evidence; what is taken through the server (POST
/v1/evidence) is recorded. The package proves that these events are in the log and, up to the last completeness map under the
checkpoint, that there are no others; of a dossier it does not.`;
const checkHelp = `
Không có --vkey thì tin khóa nằm trong chính gói: ai làm giả được cả gói thì không bị phát hiện. Dòng log của --policy cũng là khóa.
Without --vkey the package's own key is believed: who can forge the whole package is not found out. The logs of --policy are keys too.

Mã thoát · Exit codes: 0 mọi sự kiện trong gói đều được chứng minh · every event of the package is proven; 1 không · not so.`;

/** Adds `ledger evidence` and `ledger evidence check` to a program. */
export function evidenceCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('evidence')
    .summary('lập và kiểm gói chứng cứ · make and check evidence packages')
    .description(
      'Lập gói chứng cứ kiểm được ngoại tuyến, từ lịch sử của một tài khoản, cán bộ, thiết bị, công dân hay hồ sơ.\n' +
        'Makes a package that is checked offline, of the history of an account, an official, a device, a citizen or a dossier.',
    )
    .option('--account <id>', 'về tài khoản · about an account')
    .option('--official <id>', 'về cán bộ · about an official')
    .option('--device <id>', 'về thiết bị · about a device')
    .option('--citizen <token>', 'về công dân, theo mã trong sổ · about a citizen, by the ledger’s token')
    .option('--dossier <id>', 'về hồ sơ · about a dossier')
    .option('--from <instant>', 'xảy ra từ lúc · occurred from')
    .option('--to <instant>', 'xảy ra trước lúc · occurred before')
    .option('--case <findingId>', 'lập cho vụ việc · the case that it is for')
    .option('--inspection <id>', 'lập cho cuộc kiểm tra · the inspection that it is for')
    .option('--out <file>', 'tệp ZIP · the ZIP file')
    .option(...eventsOption)
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .addHelpText('after', makeHelp)
    .action(async (options: MakeOptions) => end(await runEvidence(options, terminal)));
  command
    .command('check')
    .argument('<file>', 'gói chứng cứ · the package')
    .description('Kiểm một gói, không cần sổ.\nChecks a package, without the ledger.')
    .option('--vkey <file>', 'khóa công khai của sổ, lấy từ nơi khác · the log’s public key, from elsewhere', several)
    .option('--policy <file>', 'chính sách người chứng kiến lấy từ nơi khác · a witness policy from elsewhere')
    .option('--json', 'kết quả dạng JSON · the result as JSON')
    .addHelpText('after', checkHelp)
    .action(async (file: string, options: CheckOptions) => end(await runEvidenceCheck(file, options, terminal)));
}
