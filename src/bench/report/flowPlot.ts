import { type Flow, type Passage, passages } from './flow.js';
import type { Plot } from './plots.js';
import type { Tone } from './svg/drawing.js';
import { type SankeyNode, sankey } from './svg/sankey.js';
import { count, counted } from './words.js';

const toneOf: Readonly<Record<Passage, Tone>> = {
  'accepted rightly': 'blue',
  'accepted wrongly': 'orange',
  'bounced rightly': 'blue',
  'bounced wrongly': 'orange',
  'not rated': 'grey',
};

/** What flows from the tickets through the input door and on through the output door. */
export function flowPlot({ patches, links }: Flow): Plot {
  const nodesOf = (door: 'input' | 'output', column: number): SankeyNode[] =>
    passages.map((name) => ({ id: `${door} ${name}`, name, column, tone: toneOf[name] }));
  const through = passages.map((input) => ({
    from: 'all',
    to: `input ${input}`,
    value: links.reduce((sum, link) => sum + (link.input === input ? link.patches : 0), 0),
  }));
  const onwards = links.flatMap(({ input, output, patches: value }) =>
    output === null ? [] : [{ from: `input ${input}`, to: `output ${output}`, value }],
  );
  return {
    id: 'flow',
    title: 'Tickets and their patches through both doors',
    description: links
      .map(({ input, output, patches: part }) => {
        return `${count(part)}: ticket ${input}${output === null ? '' : `, patch ${output}`}`;
      })
      .join('; '),
    hint: `${counted(patches, 'pair')} of a ticket and a patch for it, judged at both doors. Dashed bands are decisions that were wrong.`,
    ...sankey({
      columns: ['Pairs', 'Ticket at the input door', 'Patch at the output door'],
      nodes: [
        { id: 'all', name: 'all', column: 0, tone: 'grey' },
        ...nodesOf('input', 1),
        ...nodesOf('output', 2),
      ],
      links: [...through, ...onwards],
    }),
  };
}
