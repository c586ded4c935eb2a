import { createServer, type AddressInfo, type Server as Listener, type Socket } from 'node:net';
import { Server, ServerCredentials, type ConnectionInjector } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Faults } from './faults.js';
import { StoredLog } from './stored-log.js';
import { Reads } from './reads.js';
import { Writes } from './writes.js';

/** `batchAppend: false`: a server which knows only Append. `statsEvery`: see `StoredLog`. */
export interface StubOptions {
  batchAppend?: boolean;
  statsEvery?: number;
}

/**
 * A protocol stub: it speaks EventStoreDB's gRPC protocol, from the service definitions of the client's own package,
 * on a socket of 127.0.0.1, and can fail in the ways a server does. It is no EventStoreDB, and proves nothing of one.
 */
export class ProtocolStub {
  readonly log: StoredLog;
  readonly faults = new Faults();
  readonly writes: Writes;
  readonly reads: Reads;
  private readonly sockets = new Set<Socket>();
  private server = new Server();
  private listener: Listener | undefined;
  private port = 0;

  private constructor(private readonly options: StubOptions) {
    this.log = new StoredLog(options.statsEvery);
    this.writes = new Writes(this.log, this.faults, { cut: () => this.cut(), port: () => this.port });
    this.reads = new Reads(this.log, this.faults, { cut: () => this.cut() });
  }

  static async start(options: StubOptions = {}): Promise<ProtocolStub> {
    const stub = new ProtocolStub(options);
    await stub.listen();
    return stub;
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Breaks every connection at once; new ones are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Breaks every connection and takes no new ones, until `restart`. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => (this.listener ? this.listener.close(resolve) : resolve(undefined)));
    this.cut();
    this.writes.forgetDelayed();
    this.server.forceShutdown();
    await closed;
    this.listener = undefined;
  }

  /** Comes back on the same port with the same data; the recent ids are forgotten. */
  async restart(): Promise<void> {
    await this.stop();
    this.log.forgetRecentIds();
    await this.listen();
  }

  private async listen(): Promise<void> {
    this.server = new Server();
    this.server.addService(StreamsService, {
      read: this.reads.read,
      append: this.writes.append,
      batchAppend: this.writes.batchAppend,
      delete: this.writes.delete,
      tombstone: this.writes.tombstone,
    });
    this.server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, methods: SupportedMethods) => void) => {
        if (!this.faults.takeSilence('features')) answer(null, this.features());
      },
    });
    this.server.addService(GossipService, {
      read: (_: unknown, answer: (error: null, cluster: ClusterInfo) => void) => answer(null, this.gossip()),
    });
    this.listener = createServer(this.taker(this.server.createConnectionInjector(ServerCredentials.createInsecure())));
    const { listener } = this;
    await new Promise<void>((resolve) => listener.listen(this.port, '127.0.0.1', resolve));
    this.port = (listener.address() as AddressInfo).port;
  }

  private taker(injector: ConnectionInjector) {
    return (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      injector.injectConnection(socket);
    };
  }

  private features(): SupportedMethods {
    const methods = [
      'append',
      'read',
      'delete',
      'tombstone',
      ...(this.options.batchAppend === false ? [] : ['batchappend']),
    ];
    return new SupportedMethods()
      .setEventStoreServerVersion('protocol stub')
      .setMethodsList(
        methods.map((method) =>
          new SupportedMethod().setMethodName(method).setServiceName('event_store.client.streams.streams'),
        ),
      );
  }

  private gossip(): ClusterInfo {
    const endPoint = new EndPoint().setAddress('127.0.0.1').setPort(this.port);
    const leader = new MemberInfo().setState(MemberInfo.VNodeState.LEADER).setIsAlive(true).setHttpEndPoint(endPoint);
    return new ClusterInfo().setMembersList([leader]);
  }
}
