package vn.maiam.account.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

import javax.imageio.ImageIO;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/** A text as a QR code, ready to stand in a page: {@code data:image/png;base64,…}. */
final class QrCode {

	private static final int MODULE = 4;

	private QrCode() {
	}

	static String dataUri(String text) {
		try {
			BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1,
					Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.CHARACTER_SET, "UTF-8"));
			int size = modules.getWidth();
			BufferedImage image = new BufferedImage(size * MODULE, size * MODULE, BufferedImage.TYPE_BYTE_BINARY);
			for (int x = 0; x < size * MODULE; x++) {
				for (int y = 0; y < size * MODULE; y++) {
					image.setRGB(x, y, modules.get(x / MODULE, y / MODULE) ? 0x000000 : 0xffffff);
				}
			}
			ByteArrayOutputStream png = new ByteArrayOutputStream();
			ImageIO.write(image, "png", png);
			return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
		}
		catch (WriterException ex) {
			throw new IllegalArgumentException("too long for a QR code", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
