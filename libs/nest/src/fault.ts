/** One thing wrong with a request: where (RFC 6901 pointer), a stable code, a sentence that never holds the value. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}

/** Faults as they may leave the server: a pointer ends before the first name that could be data of the sender's. */
export function told(faults: readonly Fault[]): readonly Fault[] {
  return faults.map((fault) => {
    const names = fault.pointer.split('/').slice(1);
    const odd = names.findIndex((name) => !/^(?!.*\d{5})(\d+|[A-Za-z_]\w{0,39})$/.test(name));
    return odd < 0
      ? fault
      : {
          ...fault,
          pointer: names
            .slice(0, odd)
            .map((name) => `/${name}`)
            .join(''),
        };
  });
}
