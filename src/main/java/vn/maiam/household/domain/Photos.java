package vn.maiam.household.domain;

import java.util.UUID;

import org.springframework.data.repository.Repository;

interface Photos extends Repository<Photo, UUID> {

	Photo save(Photo photo);

}
