// Sending the benchmarks' facts to a server: those that look-ups need one batch after the other, the look-ups by a process of its own.
import { fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** The first message of a child; rejects where it ends before. */
export const answerOf = (child) =>
  new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a child ended with ${code}`)));
  });

/** Sends look-ups by some clients in batches; answers how many a second, and how long batches took in ms. */
export async function load(url, clients, from, count, batch) {
  const child = fork(new URL('./load.mjs', import.meta.url), [url, clients, from, count, batch].map(String));
  await answerOf(child);
  child.send('go');
  return answerOf(child);
}

/** Sends facts; throws where one is refused. What the server has no room for yet is sent again. */
export async function post(url, facts) {
  for (let i = 0; i < facts.length;) {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents-batch+json',
        'x-actor': 'system:TTHC',
        prefer: 'return=minimal',
      },
      body: JSON.stringify(facts.slice(i, i + 500)),
    });
    if (answer.status === 503) {
      await pause(1000);
      continue;
    }
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    i += 500;
    const { counts } = await answer.json();
    if (counts.refused + counts.conflict > 0)
      throw new Error(`the benchmark's own facts were refused: ${JSON.stringify(counts)}`);
  }
}
