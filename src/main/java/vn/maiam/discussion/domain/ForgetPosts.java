package vn.maiam.discussion.domain;

import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.SubjectsForgotten;

/**
 * Throws away the words said on what is forgotten, what stood there before, and the
 * files.
 */
@Component
class ForgetPosts {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	ForgetPosts(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	@EventListener
	void on(SubjectsForgotten forgotten) {
		List<String> posts = this.jdbc.sql("""
				update post set text = '…', version = version + 1 where subject_kind = :kind and subject_id = any(:ids)
				returning id::text""")
			.param("kind", forgotten.kind())
			.param("ids", forgotten.ids().toArray(String[]::new))
			.query(String.class)
			.list();
		if (!posts.isEmpty()) {
			this.jdbc.sql("delete from post_edit where post_id = any(:posts::uuid[])")
				.param("posts", posts.toArray(String[]::new))
				.update();
			this.events.publishEvent(new SubjectsForgotten("post", posts));
		}
	}

}
