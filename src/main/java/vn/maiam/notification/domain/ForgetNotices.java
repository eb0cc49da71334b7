package vn.maiam.notification.domain;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.SubjectsForgotten;

/** Throws away what people were told about what is forgotten, and about tasks on it. */
@Component
class ForgetNotices {

	private final JdbcClient jdbc;

	ForgetNotices(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener
	void on(SubjectsForgotten forgotten) {
		this.jdbc
			.sql("""
					with gone as (select n.id from notice n where n.subject_kind = :kind and n.subject_id = any(:ids)
						or n.subject_kind = 'task' and n.subject_id in (select t.id::text from task t where t.subject_kind = :kind and t.subject_id = any(:ids))),
					letters as (delete from notice_delivery d where d.notice_id in (select id from gone) returning 1)
					update notice set arguments = array['', '', ''], read_at = coalesce(read_at, now()) where id in (select id from gone)""")
			.param("kind", forgotten.kind())
			.param("ids", forgotten.ids().toArray(String[]::new))
			.update();
	}

}
