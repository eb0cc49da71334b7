package vn.maiam.weeklyreport.domain;

import vn.maiam.weeklyreport.ReportState;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface Reports extends Repository<WeeklyReport, UUID> {

	WeeklyReport save(WeeklyReport report);

	void flush();

	/** The newest version of a unit's report. */
	Optional<WeeklyReport> findFirstByUnitIdAndWeekOrderByNumberDesc(long unitId, String week);

	/** The newest version that was accepted. */
	Optional<WeeklyReport> findFirstByUnitIdAndWeekAndStateOrderByNumberDesc(long unitId, String week,
			ReportState state);

	Optional<WeeklyReport> findByUnitIdAndWeekAndNumber(long unitId, String week, int number);

}
