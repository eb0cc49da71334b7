package vn.maiam.directive.domain;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface Directives extends Repository<Directive, Long> {

	Directive save(Directive directive);

	Optional<Directive> findById(long id);

}
