using Kirana.Data.Feedback;

namespace Kirana.Policies.Simulation;

/// <summary>What simulated shoppers were shown and did, in the order of shoppers and, for each, of time.</summary>
/// <param name="Users">The shoppers' ids.</param>
/// <param name="Items">The items' ids.</param>
/// <param name="Events">The events.</param>
public sealed record SimulatedLog(IdMap Users, IdMap Items, IReadOnlyList<SimulatedEvent> Events)
{
    /// <summary>The events of one kind as feedback that any recommender learns from.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="until">The moment in UTC microseconds before which events count; all by default.</param>
    public Interactions Interactions(SimulatedEventKind kind, long until = long.MaxValue)
    {
        var builder = new InteractionsBuilder(Users, Items, Users.Count);
        foreach (var one in Events)
            if (one.Kind == kind && one.Time < until)
                builder.Add(one.Shopper, one.Item, 1, one.Time);
        return builder.Build();
    }
}
