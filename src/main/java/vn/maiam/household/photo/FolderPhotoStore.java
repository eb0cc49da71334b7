package vn.maiam.household.photo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import org.springframework.stereotype.Component;

import vn.maiam.shared.Installation;
import vn.maiam.shared.NotFound;

/**
 * Pictures as files in the installation's storage folder. A file appears whole and is on
 * the disk when put returns.
 */
@Component
class FolderPhotoStore implements PhotoStore {

	private final Path folder;

	FolderPhotoStore(Installation installation) {
		this.folder = installation.storageFolder().toAbsolutePath().normalize();
	}

	@Override
	public void put(String key, byte[] bytes) {
		Path file = file(key);
		try {
			Files.createDirectories(file.getParent());
			Path part = file.resolveSibling(UUID.randomUUID() + ".part");
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
				channel.force(true);
			}
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a picture cannot be kept", ex);
		}
	}

	@Override
	public byte[] read(String key) {
		try {
			return Files.readAllBytes(file(key));
		}
		catch (NoSuchFileException ex) {
			throw new NotFound("picture");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a picture cannot be read", ex);
		}
	}

	@Override
	public void delete(String key) {
		try {
			Files.deleteIfExists(file(key));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a picture cannot be deleted", ex);
		}
	}

	private Path file(String key) {
		Path file = this.folder.resolve(key).normalize();
		if (!file.startsWith(this.folder)) {
			throw new NotFound("picture");
		}
		return file;
	}

}
