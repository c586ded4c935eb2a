/**
 * The connection string as it may be used. Refuses with a RangeError what the client would take and get wrong in
 * silence: credentials without TLS (it drops them), user or password that is not URL-encoded (it cuts them), a DEBUG
 * that prints the password, appends that answer `success: false` with a wrong revision. No message repeats the string.
 */
export function checkedConnectionString(connectionString: string, debug = process.env.DEBUG ?? ''): string {
  const [, authority, query] = /^esdb(?:\+discover)?:\/\/([^/?]+)\/?(?:\?(.*))?$/.exec(connectionString.trim()) ?? [];
  if (!authority) throw new RangeError('an EventStoreDB connection string is esdb://host:port?options');
  const options = new Map(
    (query ?? '').split('&').map((pair) => {
      const [name, value = ''] = pair.split('=');
      return [name.replace(/[_-]/g, '').toLowerCase(), value.toLowerCase()];
    }),
  );
  if (options.get('throwonappendfailure') === 'false')
    throw new RangeError('throwOnAppendFailure=false hides how many events a stream holds');
  const credentials = authority.split('@').slice(0, -1);
  if (credentials.length === 0) return connectionString;
  if (credentials.length > 1 || credentials[0].split(':').length !== 2)
    throw new RangeError('user and password of an EventStoreDB connection string must be URL-encoded');
  if (options.get('tls') === 'false') throw new RangeError('credentials are sent only over TLS: leave tls=false out');
  if (/\besdb|\*/.test(debug)) throw new RangeError('DEBUG makes the EventStoreDB client print the password');
  return connectionString;
}
