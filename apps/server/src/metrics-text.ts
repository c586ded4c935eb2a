/** One family of samples: a number, or some under one label each. */
export interface Metric {
  name: string;
  help: string;
  /** A gauge where absent. */
  kind?: 'counter';
  values: readonly (number | Labelled)[];
}
type Labelled = { value: number } & Readonly<Record<string, string | number>>;

/** Samples in Prometheus's text format 0.0.4. A family without samples is left out. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ values }) => values.length > 0)
    .map(({ name, help, kind = 'gauge', values }) => {
      const lines = values.map((one) => (typeof one === 'number' ? `${name} ${one}` : labelled(name, one)));
      return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('\n')}\n`;
    })
    .join('');
}

function labelled(name: string, { value, ...labels }: Labelled): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(String(text))}"`);
  return `${name}{${pairs.join(',')}} ${value}`;
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
