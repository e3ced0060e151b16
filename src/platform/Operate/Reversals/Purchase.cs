using System.Runtime.InteropServices;

namespace Kirana.Operate.Reversals;

/// <summary>A purchase that a return may take back.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Id">Its id, or <see langword="null"/>.</param>
/// <param name="User">Who bought, or <see langword="null"/>.</param>
/// <param name="Item">What was bought.</param>
/// <param name="Time">When, in UTC microseconds.</param>
/// <param name="Quantity">How much, in ten-thousandths.</param>
/// <param name="UnitPrice">The price of one in ten-thousandths, or <see langword="null"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Purchase(UInt128 Key, string? Id, string? User, string Item, long Time, long Quantity, long? UnitPrice);
