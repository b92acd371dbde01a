import assert from 'node:assert/strict';
import { csvRow } from '../../../src/core/csv.js';

describe('A row of CSV', () => {
  it('computes nothing in a spreadsheet, and keeps numbers as they are', () => {
    const cells = [
      '=1+1',
      '+a',
      '-2+3',
      '@SUM',
      '\tx',
      ' =x',
      '＝x',
      '-5',
      '+1.5',
      'a',
      -3,
      true,
      null,
      undefined,
    ];
    assert.equal(csvRow(cells), "'=1+1,'+a,'-2+3,'@SUM,'\tx,' =x,'＝x,-5,+1.5,a,-3,true,,\r\n");
  });

  it('quotes what would break out of its cell', () => {
    assert.equal(csvRow(['a,b', 'a"b', 'a\nb', '\r=x']), '"a,b","a""b","a\nb","\'\r=x"\r\n');
  });
});
