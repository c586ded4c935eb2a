import {
  status,
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleUnaryCall,
} from '@grpc/grpc-js';
import {
  AppendReq,
  AppendResp,
  DeleteResp,
  TombstoneResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type DeleteReq,
  type TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendFault, Faults } from './faults.js';
import type { Expected, Outcome, Proposed, StoredLog } from './stored-log.js';
import { batchAnswer, expectedOf, failure, identifierOf, nameOf, proposedOf } from './wire.js';

const maxAppendBytes = 1024 * 1024;
type Answer =
  Outcome | { kind: 'too large' | 'timeout' | 'too busy' } | { kind: 'not leader' } | { kind: 'access denied' };

/** The writing calls of the protocol stub. */
export class Writes {
  /** How many appends arrived, repeated ones included. */
  arrived = 0;
  /** The batch append calls whose caller has not left yet. */
  readonly batches = new Set<object>();
  private readonly delayed = new Set<NodeJS.Timeout>();

  constructor(
    private readonly log: StoredLog,
    private readonly faults: Faults,
    private readonly host: { cut(): void; port(): number },
  ) {}

  /** Answers that wait are never given: the server went down. */
  forgetDelayed(): void {
    for (const timer of this.delayed) clearTimeout(timer);
    this.delayed.clear();
  }

  readonly batchAppend: handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> = (call) => {
    this.batches.add(call);
    call.once('cancelled', () => this.batches.delete(call)).once('finish', () => this.batches.delete(call));
    const parts = new Map<string, { options: BatchAppendReq.Options; events: Proposed[] }>();
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = parts.get(id)?.options ?? request.getOptions();
      if (!options) return;
      const events = [...(parts.get(id)?.events ?? []), ...request.getProposedMessagesList().map(proposedOf)];
      parts.set(id, { options, events });
      if (!request.getIsFinal()) return;
      parts.delete(id);
      const stream = nameOf(options.getStreamIdentifier());
      this.perform(stream, expectedOf(options), events, (answer) => {
        if (call.cancelled) return;
        if (answer.kind === 'not leader' || answer.kind === 'access denied') {
          call.emit('error', this.refusal(answer.kind));
        } else {
          const response = batchAnswer(answer);
          call.write(response.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(identifierOf(stream)));
        }
      });
    });
    call.on('end', () => call.end());
  };

  readonly append: handleClientStreamingCall<AppendReq, AppendResp> = (call, respond) => {
    let options: AppendReq.Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) events.push(proposedOf(message));
    });
    call.on('end', () => {
      if (!options) return;
      const stream = nameOf(options.getStreamIdentifier());
      this.perform(stream, expectedOf(options), events, (answer) => {
        const response = new AppendResp();
        if (answer.kind === 'success') {
          const position = new AppendResp.Position().setCommitPosition(String(answer.position));
          const success = new AppendResp.Success().setCurrentRevision(String(answer.revision));
          success.setPosition(position.setPreparePosition(String(answer.position)));
          respond(null, response.setSuccess(success));
        } else if (answer.kind === 'nothing to write') {
          respond(null, response.setSuccess(new AppendResp.Success().setNoStream(new Empty())));
        } else if (answer.kind === 'wrong version') {
          const wrong = new AppendResp.WrongExpectedVersion();
          if (answer.current === undefined) wrong.setCurrentNoStream(new Empty());
          else wrong.setCurrentRevision(String(answer.current));
          respond(null, response.setWrongExpectedVersion(wrong));
        } else {
          respond(this.refusal(answer.kind, stream));
        }
      });
    });
  };

  readonly delete: handleUnaryCall<DeleteReq, DeleteResp> = (call, respond) => {
    const position = String(this.log.softDelete(nameOf(call.request.getOptions()?.getStreamIdentifier())));
    const answer = new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    respond(null, new DeleteResp().setPosition(answer));
  };

  readonly tombstone: handleUnaryCall<TombstoneReq, TombstoneResp> = (call, respond) => {
    const position = String(this.log.tombstone(nameOf(call.request.getOptions()?.getStreamIdentifier())));
    const answer = new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    respond(null, new TombstoneResp().setPosition(answer));
  };

  private perform(stream: string, expected: Expected, events: Proposed[], answer: (what: Answer) => void): void {
    this.arrived++;
    const fault = this.faults.takeAppend();
    const done = (what: Answer) => this.later(() => answer(what));
    if (fault === 'unanswered') return;
    if (fault === 'cut before the write') return this.host.cut();
    if (fault === 'not leader' || fault === 'too busy' || fault === 'access denied') return done({ kind: fault });
    if (events.reduce((sum, event) => sum + event.data.length, 0) > maxAppendBytes) return done({ kind: 'too large' });
    const outcome = this.log.append(stream, expected, events);
    if (outcome.kind === 'success' && outcome.idempotent && this.faults.idempotentNotReady > 0) {
      this.faults.idempotentNotReady--;
      return;
    }
    this.afterTheWrite(fault, outcome, done);
  }

  private afterTheWrite(fault: AppendFault | undefined, outcome: Outcome, done: (what: Answer) => void): void {
    if (fault === 'answer lost') return;
    if (fault === 'cut after the write') return this.host.cut();
    done(fault === 'timeout after the write' ? { kind: 'timeout' } : outcome);
  }

  private later(run: () => void): void {
    if (this.faults.answerDelay === 0) return run();
    const timer = setTimeout(() => {
      this.delayed.delete(timer);
      run();
    }, this.faults.answerDelay);
    this.delayed.add(timer);
  }

  private refusal(kind: Exclude<Answer['kind'], Outcome['kind']> | 'stream deleted', stream = '') {
    switch (kind) {
      case 'not leader':
        return failure(status.NOT_FOUND, 'Leader info available', {
          exception: 'not-leader',
          'leader-endpoint-host': '127.0.0.1',
          'leader-endpoint-port': String(this.host.port()),
        });
      case 'access denied':
        return failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
      case 'stream deleted':
        return failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
          exception: 'stream-deleted',
          'stream-name': stream,
        });
      case 'too large':
        return failure(status.INVALID_ARGUMENT, 'Maximum Append Size of 1048576 Exceeded.', {
          exception: 'maximum-append-size-exceeded',
          'maximum-append-size': String(maxAppendBytes),
        });
      case 'timeout':
        return failure(status.ABORTED, 'Operation timed out: Commit phase timeout');
      case 'too busy':
        return failure(status.UNAVAILABLE, 'Server Is Too Busy');
    }
  }
}
