package vn.maiam.task.domain;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.SubjectsForgotten;

/** Takes the names out of tasks about what is forgotten. */
@Component
class ForgetTasks {

	private final JdbcClient jdbc;

	ForgetTasks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener
	void on(SubjectsForgotten forgotten) {
		this.jdbc
			.sql("""
					update task set title = 'CV-' || id || ' · ' || subject_id, details = null, close_note = null, version = version + 1
					where subject_kind = :kind and subject_id = any(:ids)""")
			.param("kind", forgotten.kind())
			.param("ids", forgotten.ids().toArray(String[]::new))
			.update();
	}

}
