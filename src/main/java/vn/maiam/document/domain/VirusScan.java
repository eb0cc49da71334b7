package vn.maiam.document.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.storage.FileStore;

/**
 * Has files looked at by ClamAV's daemon, where the settings name its socket. An infected
 * file is refused and put into quarantine, with an entry in the trail; while the daemon
 * is away nothing is taken in.
 */
@Component
class VirusScan {

	private static final Logger LOG = LoggerFactory.getLogger(VirusScan.class);

	private static final int PIECE = 65_536;

	private final @Nullable Path socket;

	private final FileStore store;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate apart;

	VirusScan(@Value("${maiam.clamd-socket:#{null}}") @Nullable Path socket, FileStore store,
			ApplicationEventPublisher events, PlatformTransactionManager transactions) {
		this.socket = socket;
		this.store = store;
		this.events = events;
		this.apart = new TransactionTemplate(transactions);
		this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Refuses what is infected; does nothing when no daemon is named.
	 * @param key under which it would be kept
	 * @param unitId the unit in whose trail a refusal stands
	 */
	void check(Path file, String name, String key, long unitId) {
		if (this.socket == null) {
			return;
		}
		String answer;
		try {
			answer = ask(this.socket, file);
		}
		catch (IOException ex) {
			LOG.error("clamd cannot be asked at {}: {}", this.socket, ex.toString());
			throw new Refused("document.refused.scan-away");
		}
		if (answer.endsWith("OK")) {
			return;
		}
		if (!answer.endsWith("FOUND")) {
			LOG.error("clamd cannot look at a file: {}", answer);
			throw new Refused("document.refused.scan-away");
		}
		this.store.put("cach-ly/" + key, file);
		// the refusal undoes everything else; this entry stays
		this.apart.executeWithoutResult((status) -> this.events.publishEvent(Audited
			.of(Audited.Fact.of("document.quarantined", new SubjectRef("document", "quarantine"), name, unitId)
				.because(answer.replaceFirst("^stream: ", "")))));
		throw new Refused("document.refused.infected", name);
	}

	/**
	 * clamd's INSTREAM: pieces, each after its length in four bytes, ended by an empty
	 * one.
	 */
	private static String ask(Path socket, Path file) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
				InputStream in = Files.newInputStream(file)) {
			write(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
			byte[] piece = new byte[PIECE];
			for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
				write(channel, ByteBuffer.allocate(4 + read).putInt(read).put(piece, 0, read).flip());
			}
			write(channel, ByteBuffer.allocate(4));
			ByteBuffer answer = ByteBuffer.allocate(1024);
			while (channel.read(answer) >= 0 && answer.hasRemaining()) {
				// until the daemon hangs up
			}
			return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8).replace("\0", "").strip();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

}
