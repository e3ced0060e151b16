namespace Kirana.Pipelines.Serving;

/// <summary>One event of a user's history, as a card shows it.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Title">Its title; empty if none is known.</param>
/// <param name="Quantity">How many, if told.</param>
/// <param name="Value">The money of the line, if told.</param>
public sealed record HistoryLine(DateTimeOffset Time, string Kind, string Item, string Title, decimal? Quantity, decimal? Value);
