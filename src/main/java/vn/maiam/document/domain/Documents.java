package vn.maiam.document.domain;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface Documents extends Repository<Document, UUID> {

	Document saveAndFlush(Document document);

	Optional<Document> findByIdAndRemovedAtIsNull(UUID id);

}
