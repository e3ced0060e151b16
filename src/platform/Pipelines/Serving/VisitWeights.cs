namespace Kirana.Pipelines.Serving;

/// <summary>How much each kind of event says of the visit under way, beside a purchase, which says 1.</summary>
/// <remarks>cart 0.5, wishlist 0.4, click 0.2, view 0.1; other kinds say nothing. A visit lasts 30 minutes. These events are no part of the
/// histories models are trained on; they turn the next lists towards what is looked at now and are forgotten with the visit.</remarks>
public static class VisitWeights
{
    /// <summary>How long after an event its visit is thought to last.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The weight of a kind of event; 0 where it says nothing.</summary>
    /// <param name="kind">One of <see cref="Operate.Records.RecordKinds.EventWords"/>.</param>
    public static float Of(string? kind) => kind switch
    {
        "purchase" => 1,
        "cart" => 0.5f,
        "wishlist" => 0.4f,
        "click" => 0.2f,
        "view" => 0.1f,
        _ => 0,
    };
}
