package vn.maiam.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vn.maiam.shared.Refused;
import vn.maiam.workbook.source.CellSource;
import vn.maiam.workbook.source.CsvSource;
import vn.maiam.workbook.source.XlsSource;
import vn.maiam.workbook.source.XlsxSource;

/**
 * A list that may come from anywhere, as {@code .xlsx}, {@code .xls} or {@code .csv}:
 * looked at before it is opened, read row by row.
 */
public final class WorkbookFile {

	private static final Logger LOG = LoggerFactory.getLogger(WorkbookFile.class);

	/** Largest file, in bytes. */
	public static final int LARGEST = 20 * 1024 * 1024;

	/** Largest old workbook, in bytes; it is read into memory as a whole. */
	private static final int LARGEST_OLD = 8 * 1024 * 1024;

	/** What it may unpack to, in bytes. */
	private static final long SURELY_SMALL = 20L * 1024 * 1024;

	/** No list of people packs so well. */
	private static final long MOST_TIMES = 60;

	private static final long LARGEST_UNPACKED = 400L * 1024 * 1024;

	private final byte[] bytes;

	private @Nullable CellSource source;

	public WorkbookFile(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Refuses what is not a readable list of bounded size, and says what it is. */
	public void check() {
		if (this.bytes.length == 0) {
			throw new Refused("workbook.refused.empty");
		}
		if (this.bytes.length > LARGEST) {
			throw new Refused("workbook.refused.large", LARGEST / 1024 / 1024);
		}
		if (startsWith('P', 'K')) {
			unpack();
		}
		sheets();
	}

	/** The sheets in their order, hidden ones too. */
	public List<SheetHeading> sheets() {
		return guarded(() -> source().sheets());
	}

	/**
	 * Hands the rows of a sheet that hold anything to the reader, until it wants no more.
	 */
	public void read(String sheet, Predicate<SheetRow> reader) {
		RuntimeException[] readers = new RuntimeException[1];
		Predicate<SheetRow> watched = (row) -> {
			try {
				return reader.test(row);
			}
			catch (RuntimeException ex) {
				readers[0] = ex;
				throw ex;
			}
		};
		try {
			rows(sheet, watched);
		}
		catch (Refused refused) {
			throw (readers[0] != null) ? readers[0] : refused;
		}
	}

	private void rows(String sheet, Predicate<SheetRow> reader) {
		guarded(() -> {
			List<SheetHeading> sheets = source().sheets();
			for (int at = 0; at < sheets.size(); at++) {
				if (sheets.get(at).name().equals(sheet)) {
					source().read(at, reader);
				}
			}
			return sheets;
		});
	}

	private CellSource source() throws IOException {
		CellSource opened = this.source;
		if (opened == null) {
			opened = open();
			this.source = opened;
		}
		return opened;
	}

	private CellSource open() throws IOException {
		if (startsWith('P', 'K')) {
			XlsxSource workbook = new XlsxSource(this.bytes);
			if (!workbook.isWorkbook()) {
				throw new Refused("workbook.refused.not-excel");
			}
			return workbook;
		}
		if (startsWith(0xD0, 0xCF, 0x11, 0xE0)) {
			return old();
		}
		if (startsWith('<') || startsWith(0xEF, 0xBB, 0xBF, '<') || startsWith('{', '\\', 'r')
				|| startsWith('%', 'P', 'D')) {
			throw new Refused("workbook.refused.not-excel");
		}
		CsvSource text = new CsvSource(this.bytes);
		if (!text.isTable()) {
			throw new Refused("workbook.refused.not-excel");
		}
		return text;
	}

	/** Old workbooks and those with a password begin alike. */
	private CellSource old() {
		try (POIFSFileSystem parts = new POIFSFileSystem(new ByteArrayInputStream(this.bytes))) {
			if (parts.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
				throw new Refused("workbook.refused.password");
			}
			if (!parts.getRoot().hasEntryCaseInsensitive("Workbook")
					&& !parts.getRoot().hasEntryCaseInsensitive("Book")) {
				throw new Refused("workbook.refused.not-excel");
			}
			if (this.bytes.length > LARGEST_OLD) {
				throw new Refused("workbook.refused.large-old", LARGEST_OLD / 1024 / 1024);
			}
			return new XlsSource(this.bytes);
		}
		catch (org.apache.poi.EncryptedDocumentException ex) {
			throw new Refused("workbook.refused.password");
		}
		catch (Refused refused) {
			throw refused;
		}
		catch (IOException | RuntimeException ex) {
			throw new Refused("workbook.refused.old");
		}
	}

	/**
	 * By the directory at the end, as spreadsheet programs do; a stream reader stumbles
	 * over some writers' entries.
	 */
	private void unpack() {
		long unpacked = 0;
		byte[] buffer = new byte[64 * 1024];
		try (ZipFile zip = ZipFile.builder().setByteArray(this.bytes).get()) {
			for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
				if ("mimetype".equals(entry.getName())) {
					throw new Refused("workbook.refused.open-document");
				}
				try (InputStream content = zip.getInputStream(entry)) {
					for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
						unpacked += read;
						if (unpacked > LARGEST_UNPACKED
								|| (unpacked > SURELY_SMALL && unpacked > MOST_TIMES * this.bytes.length)) {
							throw new Refused("workbook.refused.unpacked");
						}
					}
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new Refused("workbook.refused.broken");
		}
	}

	private static <T> T guarded(Reading<T> reading) {
		try {
			return reading.read();
		}
		catch (Refused refused) {
			throw refused; // by the reader of the rows
		}
		catch (Exception ex) {
			// whatever the parsers below stumble over, undeclared exceptions too: an
			// entity, a broken relation
			LOG.info("a workbook cannot be read: {}", String.valueOf(ex.getMessage()).replaceAll("[\\r\\n]", " "));
			throw new Refused("workbook.refused.broken");
		}
	}

	private boolean startsWith(int... magic) {
		for (int at = 0; at < magic.length; at++) {
			if (this.bytes.length <= at || (this.bytes[at] & 0xff) != magic[at]) {
				return false;
			}
		}
		return true;
	}

	@FunctionalInterface
	private interface Reading<T> {

		T read() throws Exception;

	}

}
