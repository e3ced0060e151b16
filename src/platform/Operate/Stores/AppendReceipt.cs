namespace Kirana.Operate.Stores;

/// <summary>What an append did. Once it is given, the records survive a kill and a power cut.</summary>
/// <param name="Before">The version of the records the step found (<see cref="Shops.ShopVersion.Records"/>): changes up to it were others'.</param>
/// <param name="Version">The version after the step; equal to <paramref name="Before"/> if it changed nothing.</param>
/// <param name="Added">For each batch, in the order given, the rows that are new, ascending; the others were there before.</param>
public sealed record AppendReceipt(long Before, long Version, IReadOnlyList<IReadOnlyList<int>> Added);
