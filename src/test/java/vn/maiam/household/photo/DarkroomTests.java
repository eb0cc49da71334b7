package vn.maiam.household.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import org.junit.jupiter.api.Test;

import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DarkroomTests {

	private final Darkroom darkroom = new Darkroom();

	@Test
	void aLargePictureIsMadeSmallerAndHasAThumbnail() throws IOException {
		Picture picture = this.darkroom.develop(image("jpg", 4000, 3000), false);
		assertThat(picture.width()).isEqualTo(1600);
		assertThat(picture.height()).isEqualTo(1200);
		assertThat(ImageIO.read(new ByteArrayInputStream(picture.thumbnail())).getWidth()).isEqualTo(360);
	}

	@Test
	void captureTimeAndPlaceAreReadAndLeftOutOfTheFileThatIsServed() throws Exception {
		Picture picture = this.darkroom.develop(withExif(image("jpg", 400, 300)), false);
		assertThat(picture.takenAt()).hasToString("2025-01-15T09:30");
		assertThat(picture.latitude()).isEqualTo(21.75);
		assertThat(picture.longitude()).isEqualTo(106.0);
		assertThat(picture.width()).as("turned upright").isEqualTo(300);
		assertThat(new String(picture.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
		assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture.jpeg()))
			.containsDirectoryOfType(ExifIFD0Directory.class)).isFalse();
	}

	@Test
	void whatHidesBehindThePixelsIsGone() throws IOException {
		byte[] honest = image("png", 200, 100);
		byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
		byte[] polyglot = Arrays.copyOf(honest, honest.length + script.length);
		System.arraycopy(script, 0, polyglot, honest.length, script.length);
		assertThat(new String(this.darkroom.develop(polyglot, false).jpeg(), StandardCharsets.ISO_8859_1))
			.doesNotContain("<script>");
	}

	@Test
	void theTypeIsDecidedByContent() {
		refuses("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
				"household.photo.not-a-picture");
		refuses("GIF89a".getBytes(StandardCharsets.US_ASCII), "household.photo.not-a-picture");
		refuses(new byte[] { (byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1, 2 }, "household.photo.unreadable");
		refuses("\0\0\0\u0018ftypheic\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
				"household.photo.heic");
		refuses("RIFF\1\2\3\4WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), "household.photo.webp");
		refuses("Đây không phải ảnh".getBytes(java.nio.charset.StandardCharsets.UTF_8), "household.photo.text");
		refuses(new byte[Darkroom.LARGEST + 1], "household.photo.too-large");
	}

	@Test
	void aPictureOfHundredsOfScansIsRefusedBeforeItIsRead() throws IOException {
		byte[] jpeg = image("jpg", 200, 200);
		ByteArrayOutputStream scans = new ByteArrayOutputStream();
		scans.write(jpeg, 0, jpeg.length - 2);
		hundred(scans);
		words(scans, 0xffd9);
		refuses(scans.toByteArray(), "household.photo.too-many-pixels");
	}

	@Test
	void whatHangsBehindAPictureOrLooksLikeAScanInAnotherFormatIsNone() throws IOException {
		for (String format : List.of("jpg", "png")) {
			ByteArrayOutputStream file = new ByteArrayOutputStream();
			file.write(image(format, 200, 200));
			hundred(file);
			assertThat(this.darkroom.develop(file.toByteArray(), false).width()).as(format).isEqualTo(200);
		}
	}

	private static void hundred(ByteArrayOutputStream out) {
		for (int at = 0; at < 100; at++) {
			words(out, 0xffda, 2);
		}
	}

	private void refuses(byte[] file, String key) {
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.darkroom.develop(file, false))
			.extracting(Refused::key)
			.isEqualTo(key);
	}

	private static byte[] image(String format, int width, int height) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
		return out.toByteArray();
	}

	/**
	 * An EXIF block by hand: orientation 6, taken 2025-01-15 09:30, at 21°45' N 106° E.
	 */
	private static byte[] withExif(byte[] jpeg) throws IOException {
		ByteArrayOutputStream tiff = new ByteArrayOutputStream();
		words(tiff, 0x4d4d, 42, 0, 8); // big endian, first directory at 8
		words(tiff, 3);
		entry(tiff, 0x0112, 3, 1, 0x00060000);
		entry(tiff, 0x8769, 4, 1, 50);
		entry(tiff, 0x8825, 4, 1, 88);
		words(tiff, 0, 0); // ends at 50
		words(tiff, 1);
		entry(tiff, 0x9003, 2, 20, 68);
		words(tiff, 0, 0); // ends at 68
		tiff.write("2025:01:15 09:30:00\0".getBytes(StandardCharsets.US_ASCII)); // ends
																					// at
																					// 88
		words(tiff, 4);
		entry(tiff, 1, 2, 2, 'N' << 24);
		entry(tiff, 2, 5, 3, 142);
		entry(tiff, 3, 2, 2, 'E' << 24);
		entry(tiff, 4, 5, 3, 166);
		words(tiff, 0, 0); // ends at 142
		words(tiff, 0, 21, 0, 1, 0, 45, 0, 1, 0, 0, 0, 1); // ends at 166
		words(tiff, 0, 106, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(jpeg, 0, 2);
		words(out, 0xffe1, tiff.size() + 8);
		out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
		out.write(tiff.toByteArray());
		out.write(jpeg, 2, jpeg.length - 2);
		return out.toByteArray();
	}

	private static void words(ByteArrayOutputStream out, int... words) {
		for (int word : words) {
			out.write(word >> 8);
			out.write(word);
		}
	}

	private static void entry(ByteArrayOutputStream out, int tag, int type, int count, int value) {
		words(out, tag, type, count >> 16, count, value >> 16, value);
	}

}
