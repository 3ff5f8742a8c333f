package school;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** A learner and the class he or she sits in (none: waits); pinned: stays there, no entity. */
@PlanningEntity
public class Seat {
    @PlanningId
    public Integer index;
    public int learner;
    public boolean pinned;
    @ValueRangeProvider(id = "desks")
    public List<Integer> desks;
    @PlanningVariable(valueRangeProviderRefs = "desks", allowsUnassigned = true)
    public Integer desk;

    public Seat() {
    }

    public Seat(int index, int learner, boolean pinned, List<Integer> desks) {
        this.index = index;
        this.learner = learner;
        this.pinned = pinned;
        this.desks = desks;
    }
}
