import { calendars, rules } from '@app/capabilities';
import { configOf } from './config.js';
import { listen } from './create-server.js';

try {
  const config = { ...configOf(process.env), calendars, rules };
  const server = await listen(config);
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Whoever started it for one piece of work holds its input open; it must not outlive them and keep the folder.
  if (process.env.LEDGER_ENDS_WITH_INPUT) process.stdin.resume().once('end', stop);
  const lookup = JSON.stringify({
    specversion: '1.0',
    id: 'thu-1',
    source: 'TTHC',
    type: 'vn.accessledger.LookupPerformed.v1',
    time: new Date().toISOString(),
    data: {
      lookupId: 'thu-1',
      accountId: 'TTHC:an.nv',
      system: 'TTHC',
      function: 'KIEM_TRA_TTCD',
      dossierId: 'HS-001',
      subjects: ['001099000001'],
      fieldsReturned: ['fullName'],
      result: 'found',
      resultCount: 1,
    },
  });
  await server.started;
  console.log(
    `Sổ nhật ký truy cập đang mở tại ${server.url}\n  Dữ liệu nằm ở ${config.dataDir}\n  Gửi thử một lượt tra cứu:\n` +
      `The access ledger listens at ${server.url}\n  Its data lies in ${config.dataDir}\n  Send it one look-up:\n\n` +
      `curl -i ${server.url}/v1/events -H 'X-Actor: system:TTHC' ` +
      `-H 'Content-Type: application/cloudevents+json' -d '${lookup}'\n`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
