package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.FundingSource;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.workbook.SheetCell;

/** What the house is to cost, and who gives how much. */
final class MoneyFacts {

	private final RowDesk desk;

	MoneyFacts(RowDesk desk) {
		this.desk = desk;
	}

	void money() {
		long byKind = this.desk.amount(Field.NEW_BUILD_AMOUNT) + this.desk.amount(Field.REPAIR_AMOUNT);
		if (byKind > 0 && !this.desk.values().containsKey(Field.ESTIMATE)) {
			this.desk.row().put("estimate", byKind);
		}
		this.desk.values().forEach((field, cell) -> {
			Column column = this.desk.form().column(field);
			if (column == null || !field.isMoney()) {
				return;
			}
			FundingSource source = field.source();
			BiConsumer<String, Long> put = (name, dong) -> {
				this.desk.row().put(name, dong);
				this.desk.told(field, cell, dong.toString());
			};
			OptionalLong dong = Money.read(cell, column.unit());
			boolean odd = field == Field.ESTIMATE && dong.orElse(0) > 0 && !Dong.isUsualForAHouse(dong.getAsLong());
			if (dong.isEmpty() || odd) {
				amountUnread(column, cell, dong, put, source);
			}
			else if (source != null) {
				put.accept("funding." + source, dong.getAsLong());
			}
			else if (field == Field.ESTIMATE) {
				put.accept("estimate", dong.getAsLong());
			}
		});
	}

	/** An amount that hardly a house costs: in another unit it could be one. */
	private void amountUnread(Column column, SheetCell cell, OptionalLong read, BiConsumer<String, Long> put,
			@Nullable FundingSource source) {
		List<Option> options = new ArrayList<>();
		for (long unit : Money.UNITS) {
			Money.literally(cell, unit)
				.ifPresent((dong) -> options.add(Option.of(Long.toString(dong), "intake.answer.dong." + unit)));
		}
		read.ifPresent((dong) -> {
			if (options.stream().noneMatch((it) -> it.value().equals(Long.toString(dong)))) {
				options.add(Option.of(Long.toString(dong), "intake.answer.dong.read"));
			}
		});
		options.add(Option.nothing());
		options.add(Option.skip());
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "amount", column.header() + "|" + cell.text(), List.of(column.header(), cell.text()),
					options);
		if (answer != null && answer.matches("\\d+")) {
			put.accept((source != null) ? "funding." + source : "estimate", Long.parseLong(answer));
		}
		else if (!Question.NOTHING.equals(answer)) {
			this.desk.settle(answer, column.header(), "intake.problem.money", cell.text());
		}
	}

}
