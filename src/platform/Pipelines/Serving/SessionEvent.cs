namespace Kirana.Pipelines.Serving;

/// <summary>Something a shopper did in the visit under way, told with a request and not stored.</summary>
/// <param name="Item">The item's id; unknown ones are passed over.</param>
/// <param name="Kind">The kind of event, such as <c>view</c>; one of <see cref="Operate.Records.RecordKinds.EventWords"/>.</param>
/// <param name="Time">When; now where missing.</param>
public sealed record SessionEvent(string Item, string Kind, DateTimeOffset? Time);
