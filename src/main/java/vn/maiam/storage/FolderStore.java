package vn.maiam.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import vn.maiam.shared.Installation;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

/**
 * Files in the installation's storage folder. A file appears whole and is on the disk
 * when put returns.
 */
class FolderStore implements FileStore {

	private final Path folder;

	FolderStore(Installation installation) {
		this.folder = installation.storageFolder().toAbsolutePath().normalize();
	}

	@Override
	public void put(String key, byte[] bytes) {
		put(key, (channel) -> {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
		});
	}

	@Override
	public void put(String key, Path file) {
		put(key, (channel) -> {
			try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
				for (long at = 0, size = from.size(); at < size;) {
					at += from.transferTo(at, size - at, channel);
				}
			}
		});
	}

	@Override
	public byte[] read(String key) {
		try (InputStream in = open(key)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a file cannot be read", ex);
		}
	}

	@Override
	public InputStream open(String key) {
		try {
			return Files.newInputStream(file(key));
		}
		catch (NoSuchFileException ex) {
			throw new NotFound("file");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a file cannot be read", ex);
		}
	}

	@Override
	public void delete(String key) {
		try {
			Files.deleteIfExists(file(key));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a file cannot be deleted", ex);
		}
	}

	/** What is being put, or goes while it is listed, is not among them. */
	@Override
	public Stream<String> keys() {
		List<String> keys = new ArrayList<>();
		try {
			if (Files.isDirectory(this.folder)) {
				Files.walkFileTree(this.folder, new SimpleFileVisitor<>() {

					@Override
					public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
						if (!file.toString().endsWith(".part")) {
							keys.add(FolderStore.this.folder.relativize(file)
								.toString()
								.replace(File.separatorChar, '/'));
						}
						return FileVisitResult.CONTINUE;
					}

					@Override
					public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
						if (failure instanceof NoSuchFileException) {
							return FileVisitResult.CONTINUE;
						}
						throw failure;
					}
				});
			}
			return keys.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("the files cannot be listed", ex);
		}
	}

	private void put(String key, Content content) {
		Path file = file(key);
		try {
			Files.createDirectories(file.getParent());
			Path part = file.resolveSibling(UUID.randomUUID() + ".part");
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				content.write(channel);
				channel.force(true);
				Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(part);
			}
		}
		catch (IOException ex) {
			if (isFull(ex)) {
				throw new Refused("layout.refused.full");
			}
			throw new UncheckedIOException("a file cannot be kept", ex);
		}
	}

	/** The systems have no code for it that Java would know. */
	private static boolean isFull(IOException failure) {
		String said = String.valueOf(failure.getMessage());
		return said.contains("No space left on device") || said.contains("Disk quota exceeded")
				|| said.contains("There is not enough space on the disk");
	}

	private Path file(String key) {
		Path file = this.folder.resolve(key).normalize();
		if (!file.startsWith(this.folder)) {
			throw new NotFound("file");
		}
		return file;
	}

	private interface Content {

		void write(FileChannel channel) throws IOException;

	}

}
