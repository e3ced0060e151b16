using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Serving;

/// <summary>What a request tells of a visitor besides what was done: from where, by what, and what is searched for.</summary>
/// <remarks>Who has a history is served by it; context is for visitors without one. A search counts for everybody.</remarks>
public sealed record VisitorContext
{
    /// <summary>The country; where the shop knows none, its locations of that name.</summary>
    public string? Country { get; init; }

    /// <summary>The location, as events name it; levels are parted by <c> &gt; </c>, the widest first.</summary>
    public string? Location { get; init; }

    /// <summary>The channel: web, app, store.</summary>
    public string? Channel { get; init; }

    /// <summary>The device.</summary>
    public string? Device { get; init; }

    /// <summary>Where the visitor comes from: a campaign or another site.</summary>
    public string? Referrer { get; init; }

    /// <summary>The words searched for.</summary>
    public string? Query { get; init; }

    /// <summary>The value of a trait of <see cref="UserContext.Traits"/>.</summary>
    internal string? Of(string trait) => trait switch
    {
        "country" => Country,
        "location" => Location,
        "channel" => Channel,
        "device" => Device,
        "referrer" => Referrer,
        _ => throw new ArgumentOutOfRangeException(nameof(trait), trait, "There is no such trait."),
    };
}
