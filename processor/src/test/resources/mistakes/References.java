package mistakes;

import ankurah.core.model.Ref;
import ankurah.model.Model;
import java.util.List;

class References {
    @Model
    record Artist(String name) {}

    record Plain(String name) {}

    @Model
    record Wrong(
            Artist a, // ! a property holds a reference to another row, not the row: write Ref<Artist>
            ArtistView b, // ! a property holds a reference to another row, not the row: write Ref<Artist>
            ArtistRef c, // ! a property holds a reference to another row, not the row: write Ref<Artist>
            Ref<ArtistView> d, // ! a reference names the model: write Ref<Artist>, not Ref<ArtistView>
            Ref<Plain> e, // ! Plain is no model: mark it with @Model, or write EntityId for an entity of any model
            Ref<String> f, // ! String is no model: mark it with @Model, or write EntityId for an entity of any model
            Ref g, // ! say to which model it refers: Ref<Artist>
            Ref<?> h, // ! say to which model it refers: Ref<Artist>
            List<Artist> i) {} // ! a property holds a reference to another row, not the row: write Ref<Artist>
}
