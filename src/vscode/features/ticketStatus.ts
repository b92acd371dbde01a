import * as vscode from 'vscode';
import { nameOf } from '../documents.js';
import type { Kit } from '../kit.js';
import { originWords, type TicketOfPatch } from '../ticketChoices.js';
import type { RatedSubject } from '../verdicts.js';

/** The ticket that the latest review without a file of its own goes by, in the status bar: a click changes it. */
export function activateTicketStatus({ verdicts, tickets, own }: Kit): void {
  const item = own(vscode.window.createStatusBarItem('bouncer.ticket', vscode.StatusBarAlignment.Right, 89));
  item.name = 'Bouncer Ticket';
  let review: RatedSubject | undefined;
  const update = () => {
    if (review) show(item, review.uri, tickets.get(review.uri));
    else item.hide();
  };
  own(
    verdicts.onDidChange((subject) => {
      if (subject.door === 'output' && !subject.document) review = subject;
      update();
    }),
  );
  own(
    verdicts.onDidRemove((subject) => {
      if (subject === review) review = undefined;
      update();
    }),
  );
  own(tickets.onDidChange(update));
}

function show(item: vscode.StatusBarItem, patch: vscode.Uri, ticket: TicketOfPatch | undefined): void {
  const name = ticket && nameOf(ticket.uri);
  const from = ticket ? originWords(ticket) : '';
  const words = name ? `Ticket ${name}${from && `, ${from}`}` : `No ticket for the changes under review`;
  item.text = `$(tag) ${
    name
      ?.split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? 'No Ticket'
  }`;
  item.tooltip = `${words}. Click to ${name ? 'change it' : 'choose one'}.`;
  item.accessibilityInformation = { label: `Bouncer: ${words}` };
  item.command = { command: 'bouncer.chooseTicket', title: 'Choose Ticket', arguments: [patch] };
  item.show();
}
