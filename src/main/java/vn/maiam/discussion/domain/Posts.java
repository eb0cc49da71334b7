package vn.maiam.discussion.domain;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface Posts extends Repository<Post, UUID> {

	Post saveAndFlush(Post post);

	Optional<Post> findById(UUID id);

}
