namespace Kirana.Operate.Stores;

/// <summary>One event of a user, as it was recorded: not net of returns, fees and vouchers included.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">What happened, one of <see cref="Records.RecordKinds.EventWords"/>.</param>
/// <param name="Item">The item's id; empty where the event has none.</param>
/// <param name="Quantity">How many, if told.</param>
/// <param name="Value">The money of the line, if told.</param>
public sealed record UserEvent(DateTimeOffset Time, string Kind, string Item, decimal? Quantity, decimal? Value);
