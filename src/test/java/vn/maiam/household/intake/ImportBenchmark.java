package vn.maiam.household.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import vn.maiam.TestProvince;
import vn.maiam.household.FigureTable;
import vn.maiam.household.HouseholdFigures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Not a test but a measurement, run by {@code src/bench/import.sh}: 50,000 households
 * from one workbook, how long each step takes and by how much what is alive on the heap
 * grows.
 */
@SpringBootTest
@Import(TestProvince.People.class)
class ImportBenchmark {

	private static final int ROWS = 50_000;

	@Autowired
	IntakeService intake;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	HouseholdFigures figures;

	private static final String[] SYLLABLES = { "AN", "BÌNH", "CÔNG", "DŨNG", "ĐẠT", "GIANG", "HÙNG", "KHOA", "LÂM",
			"MẠNH", "NAM", "PHÚC", "QUÂN", "SƠN", "TÀI", "VINH" };

	@Test
	void importFiftyThousandRows() throws Exception {
		this.province.actAs("tinh");
		byte[] file = workbook();
		System.gc();
		long before = used();
		AtomicLong peak = watchLiveHeap(before);
		long start = System.nanoTime();
		var job = this.intake.receive("lon.xlsx", file);
		long received = System.nanoTime();
		this.intake.takeIn(job, 1, "1/QĐ", LocalDate.of(2024, 11, 1), false);
		long written = System.nanoTime();
		System.gc();
		assertThat(this.jdbc.sql("select count(*) from household").query(Integer.class).single()).isEqualTo(ROWS);
		FigureTable table = this.figures.count(this.province.unit("19"),
				java.time.Instant.parse("2100-01-01T00:00:00Z"));
		assertThat(table.total().total()).isEqualTo(ROWS);
		System.out.printf(
				"%nBENCH rows %d, file %.1f MB%nBENCH receive and recognise %.1f s%nBENCH check and write %.1f s%nBENCH live heap grew by at most %d MB%n",
				ROWS, file.length / 1e6, Duration.ofNanos(received - start).toMillis() / 1e3,
				Duration.ofNanos(written - received).toMillis() / 1e3, Math.max(0, peak.get() - before) / 1_000_000);
	}

	private static AtomicLong watchLiveHeap(long before) {
		AtomicLong peak = new AtomicLong(before);
		Set<String> heap = ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getName)
			.collect(Collectors.toSet());
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
				var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
				long live = info.getGcInfo()
					.getMemoryUsageAfterGc()
					.entrySet()
					.stream()
					.filter((pool) -> heap.contains(pool.getKey()))
					.mapToLong((pool) -> pool.getValue().getUsed())
					.sum();
				peak.accumulateAndGet(live, Math::max);
			}, null, null);
		}
		return peak;
	}

	private static long used() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private byte[] workbook() throws IOException {
		List<String> communes = this.jdbc
			.sql("""
					select u.name || '|' || d.name from administrative_unit u join administrative_unit d on d.id = u.parent_id
					join administrative_unit p on p.id = d.parent_id where p.code = '19' order by u.code""")
			.query(String.class)
			.list();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "bench", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Danh sách");
			String[] header = { "STT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD", "Dân tộc", "Xóm", "Xã", "Huyện",
					"Đối tượng", "Số khẩu", "Hình thức", "Ngân sách (đồng)", "Gia đình (đồng)", "Dự kiến khởi công",
					"Dự kiến hoàn thành" };
			for (int column = 0; column < header.length; column++) {
				sheet.value(0, column, header[column]);
			}
			for (int row = 1; row <= ROWS; row++) {
				String[] place = communes.get(row % communes.size()).split("\\|");
				Object[] cells = { row, "NGUYỄN VĂN" + syllables(row), (row % 2 == 0) ? "Nam" : "Nữ", 1940 + row % 60,
						"019%d%02d%06d".formatted((row % 2 == 0) ? 0 : 1, 40 + row % 60, row), "Tày", "Xóm " + row % 40,
						place[0], place[1], (row % 3 == 0) ? "Hộ nghèo" : "Hộ cận nghèo", 1 + row % 8,
						(row % 3 == 0) ? "Sửa chữa" : "Xây mới", 60_000_000, 20_000_000, "02/02/2025", "30/04/2025" };
				for (int column = 0; column < cells.length; column++) {
					if (cells[column] instanceof Number number) {
						sheet.value(row, column, number);
					}
					else {
						sheet.value(row, column, cells[column].toString());
					}
				}
			}
		}
		return out.toByteArray();
	}

	/** A given name of up to four syllables, another for every number. */
	private static String syllables(int number) {
		StringBuilder name = new StringBuilder();
		for (int rest = number; rest > 0; rest /= SYLLABLES.length) {
			name.append(' ').append(SYLLABLES[rest % SYLLABLES.length]);
		}
		return name.toString();
	}

}
