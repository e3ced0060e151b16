namespace Kirana.Operate.Stores;

/// <summary>What an append did. Once it is given, the records survive a kill and a power cut.</summary>
/// <param name="Version">The version of the records after the step (<see cref="Shops.ShopVersion.Records"/>).</param>
/// <param name="Added">For each batch, in the order given, the rows that are new, ascending; the others were there before.</param>
public sealed record AppendReceipt(long Version, IReadOnlyList<IReadOnlyList<int>> Added);
