import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import {
  AllStreamPosition,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb.js';
import { Code } from '@eventstore/db-client/generated/code_pb.js';
import { Status } from '@eventstore/db-client/generated/status_pb.js';
import { AppendReq, BatchAppendReq, BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Message } from 'google-protobuf';
import type { Expected, Outcome, Proposed, StubEvent } from './stored-log.js';

const ticksOf = (date: Date) => String(BigInt(date.getTime()) * 10_000n);
export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
export const identifierOf = (name: string) => new StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));

/** An event as the server sends it in a Read or a subscription. */
export function readResp(event: StubEvent): ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id.toLowerCase()))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', ticksOf(event.created));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position)));
}

export function proposedOf(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** The expectation of a Batch Append or an Append, whose messages differ in one name. */
export function expectedOf(options: BatchAppendReq.Options | AppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt(options instanceof AppendReq.Options ? options.getRevision() : options.getStreamPosition());
}

/** The body of a BatchAppendResp; `too large`, `timeout` and `too busy` are what the server itself answers. */
export function batchAnswer(outcome: Outcome | { kind: 'too large' | 'timeout' | 'too busy' }): BatchAppendResp {
  const answer = new BatchAppendResp();
  switch (outcome.kind) {
    case 'success':
      return answer.setSuccess(
        new BatchAppendResp.Success()
          .setCurrentRevision(String(outcome.revision))
          .setPosition(positionOf(outcome.position)),
      );
    case 'nothing to write':
      return answer.setSuccess(new BatchAppendResp.Success().setNoStream(new Empty()).setNoPosition(new Empty()));
    case 'wrong version': {
      const detail = new WrongExpectedVersion();
      if (outcome.current === undefined) detail.setCurrentNoStream(new Empty());
      else detail.setCurrentStreamRevision(String(outcome.current));
      return answer.setError(failed('event_store.client.WrongExpectedVersion', detail));
    }
    case 'stream deleted':
      return answer.setError(failed('event_store.client.StreamDeleted', new StreamDeleted()));
    case 'too large':
      return answer.setError(
        failed(
          'event_store.client.MaximumAppendSizeExceeded',
          new MaximumAppendSizeExceeded().setMaxappendsize(1024 * 1024),
        ),
      );
    case 'timeout':
      return answer.setError(failed('event_store.client.Timeout', new Timeout()));
    case 'too busy':
      return answer.setError(failed('google.protobuf.Empty', new Empty()));
  }
}

/** A gRPC failure with the server's `exception` trailer, by which the client tells errors apart. */
export function failure(code: status, details: string, trailers: Record<string, string> = {}): StatusObject {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
}

export const positionOf = (position: bigint) =>
  new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));

function failed(typeName: string, detail: Message): Status {
  const packed = new Any();
  packed.pack(detail.serializeBinary(), typeName);
  return new Status().setCode(Code.UNKNOWN).setMessage(typeName).setDetails(packed);
}
