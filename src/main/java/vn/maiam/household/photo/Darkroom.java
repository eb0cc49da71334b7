package vn.maiam.household.photo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.GeoLocation;
import dev.brachtendorf.jimagehash.hashAlgorithms.HashingAlgorithm;
import dev.brachtendorf.jimagehash.hashAlgorithms.PerceptiveHash;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import vn.maiam.shared.Refused;

/**
 * Turns whatever was sent into a {@link Picture}. The type is decided by content; the
 * pixels are read and written anew, so nothing can hide in the file. At most two at a
 * time, and large ones are read coarsely, so that memory stays bounded.
 */
@Component
public class Darkroom {

	/** Largest file, in bytes. */
	public static final int LARGEST = 15 * 1024 * 1024;

	private static final long MOST_PIXELS = 80_000_000;

	/** Cameras write one, the web ten; each costs as much as the whole picture. */
	private static final int MOST_SCANS = 50;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

	private static final int LONGER_SIDE = 1600;

	private static final int THUMBNAIL = 360;

	private static final Set<String> TYPES = Set.of("jpeg", "png");

	private static final DateTimeFormatter EXIF_TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss", Locale.ROOT);

	private final Semaphore places = new Semaphore(2);

	private final HashingAlgorithm hash = new PerceptiveHash(64);

	/**
	 * Develops a file; waits up to twenty seconds for a place, and refuses when there is
	 * none, when it is no picture, or one too large or too costly to read.
	 * @param upright whether the sender has already turned it, so that the orientation in
	 * its metadata no longer holds
	 */
	public Picture develop(byte[] file, boolean upright) {
		if (file.length > LARGEST) {
			throw new Refused("household.photo.too-large", LARGEST / 1024 / 1024);
		}
		if (scans(file) > MOST_SCANS) {
			throw new Refused("household.photo.too-many-pixels");
		}
		takePlace();
		try {
			Metadata metadata = readMetadata(file);
			BufferedImage image = turn(read(file), upright ? 1 : orientation(metadata));
			BufferedImage large = shrink(image, LONGER_SIDE);
			GeoLocation place = place(metadata);
			return new Picture(encode(large, 0.82), encode(shrink(image, THUMBNAIL), 0.75), large.getWidth(),
					large.getHeight(), MessageDigest.getInstance("SHA-256").digest(file), likeness(image),
					takenAt(metadata), (place != null) ? place.getLatitude() : null,
					(place != null) ? place.getLongitude() : null);
		}
		catch (IOException ex) {
			throw new Refused("household.photo.unreadable");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.places.release();
		}
	}

	private void takePlace() {
		try {
			if (!this.places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new Refused("household.photo.busy");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Refused("household.photo.busy");
		}
	}

	/**
	 * Starts of a scan in a JPEG, up to its end: what a telephone hangs behind it, as a
	 * film, is not read. Other files have none.
	 */
	private static int scans(byte[] file) {
		int scans = 0;
		int at = 2;
		while (isJpeg(file) && at + 3 < file.length) {
			int marker = (file[at] == (byte) 0xff) ? file[at + 1] & 0xff : 0;
			if (marker == 0xd9) {
				break;
			}
			boolean segment = marker >= 0xc0 && marker != 0xff && (marker < 0xd0 || marker > 0xd8);
			scans += (marker == 0xda) ? 1 : 0;
			// within a scan FF is followed by 00 or the number of a restart
			at += segment ? 2 + Math.max(2, ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff)) : 1;
		}
		return scans;
	}

	private static boolean isJpeg(byte[] file) {
		return file.length >= 2 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8;
	}

	/** 64 bits that a new encoding, another size or a little more light hardly change. */
	private long likeness(BufferedImage image) {
		return this.hash.hash(image).getHashValue().longValue();
	}

	/**
	 * What a file that cannot be developed is, so that the refusal can say what to do.
	 */
	private static String whatElse(byte[] file) {
		String head = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
		if (head.matches("(?s).{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1).*")) {
			return "household.photo.heic";
		}
		if (head.matches("(?s).{4}ftypavi[fs].*|RIFF.{4}WEBP.*")) {
			return "household.photo.webp";
		}
		boolean text = file.length > 0 && !head.startsWith("<") && !head.startsWith("GIF8");
		for (int at = 0; at < Math.min(512, file.length); at++) {
			text &= file[at] < 0 || file[at] >= ' ' || file[at] == '\n' || file[at] == '\r' || file[at] == '\t';
		}
		return text ? "household.photo.text" : "household.photo.not-a-picture";
	}

	private static BufferedImage read(byte[] file) throws IOException {
		try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
			if (!readers.hasNext()) {
				throw new Refused(whatElse(file));
			}
			ImageReader reader = readers.next();
			try {
				if (!TYPES.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
					throw new Refused(whatElse(file));
				}
				reader.setInput(input, true, true);
				int width = reader.getWidth(0);
				int height = reader.getHeight(0);
				if ((long) width * height > MOST_PIXELS) {
					throw new Refused("household.photo.too-many-pixels");
				}
				ImageReadParam param = reader.getDefaultReadParam();
				int coarse = Math.max(1, Math.max(width, height) / (2 * LONGER_SIDE));
				param.setSourceSubsampling(coarse, coarse, 0, 0);
				return opaque(reader.read(0, param));
			}
			catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
				throw new Refused("household.photo.unreadable");
			}
			finally {
				reader.dispose();
			}
		}
	}

	private static BufferedImage opaque(BufferedImage image) {
		BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
		plain.createGraphics().drawImage(image, 0, 0, Color.WHITE, null);
		return plain;
	}

	private static BufferedImage shrink(BufferedImage image, int side) throws IOException {
		double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
		return Thumbnails.of(image).scale(scale).asBufferedImage();
	}

	private static byte[] encode(BufferedImage image, double quality) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Thumbnails.of(image).scale(1).outputFormat("jpg").outputQuality(quality).toOutputStream(out);
		return out.toByteArray();
	}

	/**
	 * EXIF orientations 3, 6, 8 are turns; the mirrored ones do not come from cameras.
	 */
	private static BufferedImage turn(BufferedImage image, int orientation) throws IOException {
		double angle = switch (orientation) {
			case 3 -> 180;
			case 6 -> 90;
			case 8 -> 270;
			default -> 0;
		};
		return (angle == 0) ? image : Thumbnails.of(image).scale(1).rotate(angle).asBufferedImage();
	}

	/**
	 * Of JPEG only: a PNG's text blocks may unpack to gigabytes, and cameras do not write
	 * PNG.
	 */
	private static Metadata readMetadata(byte[] file) {
		if (!isJpeg(file)) {
			return new Metadata();
		}
		try {
			return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
		}
		catch (ImageProcessingException | IOException | RuntimeException ex) {
			// metadata is only a witness; a picture without it is still a picture
			return new Metadata();
		}
	}

	private static int orientation(Metadata metadata) {
		ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
		try {
			return (directory != null && directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION))
					? directory.getInt(ExifIFD0Directory.TAG_ORIENTATION) : 1;
		}
		catch (MetadataException ex) {
			return 1;
		}
	}

	private static @Nullable LocalDateTime takenAt(Metadata metadata) {
		ExifSubIFDDirectory directory = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
		String text = (directory != null) ? directory.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL) : null;
		try {
			return (text != null) ? LocalDateTime.parse(text.strip(), EXIF_TIME) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static @Nullable GeoLocation place(Metadata metadata) {
		GpsDirectory directory = metadata.getFirstDirectoryOfType(GpsDirectory.class);
		GeoLocation place = (directory != null) ? directory.getGeoLocation() : null;
		return (place != null && !place.isZero() && Math.abs(place.getLatitude()) <= 90
				&& Math.abs(place.getLongitude()) <= 180) ? place : null;
	}

}
