using System.Runtime.InteropServices;

namespace Kirana.Operate.Reversals;

/// <summary>A return that takes back a purchase.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Reverses">The id of the purchase it names, or <see langword="null"/>.</param>
/// <param name="User">Who returned, or <see langword="null"/>.</param>
/// <param name="Item">What was returned.</param>
/// <param name="Time">When, in UTC microseconds.</param>
/// <param name="Quantity">How much, in ten-thousandths, positive.</param>
/// <param name="UnitPrice">The price of one in ten-thousandths, or <see langword="null"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Return(UInt128 Key, string? Reverses, string? User, string Item, long Time, long Quantity, long? UnitPrice);
