namespace Kirana.Policies.Simulation;

/// <summary>The kinds of event of a simulated log; the names in lower case are those of a shop's events.</summary>
public enum SimulatedEventKind
{
    /// <summary>An item was shown.</summary>
    Impression,

    /// <summary>It was clicked.</summary>
    Click,

    /// <summary>It was put into the cart.</summary>
    Cart,

    /// <summary>It was bought.</summary>
    Purchase,
}
