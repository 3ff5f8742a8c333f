package school;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/**
 * A class that may meet: pattern (none: it does not), teacher, room, and perhaps a second teacher
 * ("helper", -1: nobody) for one session ("turn"). Running classes (pinned) are no entities: nothing of them changes.
 */
@PlanningEntity
public class Course {
    @PlanningId
    public Integer index;
    public boolean pinned;
    public int group;
    public int maximum;
    @ValueRangeProvider(id = "patterns")
    public List<Integer> patterns;
    @ValueRangeProvider(id = "teachers")
    public List<Integer> teachers;
    @ValueRangeProvider(id = "helpers")
    public List<Integer> helpers;
    @ValueRangeProvider(id = "rooms")
    public List<Integer> rooms;
    @ValueRangeProvider(id = "turns")
    public List<Integer> turns;

    @PlanningVariable(valueRangeProviderRefs = "patterns", allowsUnassigned = true)
    public Integer pattern;
    @PlanningVariable(valueRangeProviderRefs = "teachers")
    public Integer teacher;
    @PlanningVariable(valueRangeProviderRefs = "rooms")
    public Integer room;
    @PlanningVariable(valueRangeProviderRefs = "helpers")
    public Integer helper;
    @PlanningVariable(valueRangeProviderRefs = "turns")
    public Integer turn;

    public Course() {
    }

    public Course(int index, int group, int maximum, boolean pinned) {
        this.index = index;
        this.group = group;
        this.maximum = maximum;
        this.pinned = pinned;
    }
}
