package vn.maiam.task.domain;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

interface Tasks extends Repository<Task, Long> {

	Task save(Task task);

	Optional<Task> findById(long id);

	List<Task> findBySubjectKindAndSubjectIdAndClosedAtIsNull(String subjectKind, String subjectId);

}
