using System.Runtime.InteropServices;

namespace Kirana.Operate.Reversals;

/// <summary>A part of a purchase that was taken back.</summary>
/// <param name="Purchase">The purchase's key.</param>
/// <param name="Time">When it was taken back, in UTC microseconds.</param>
/// <param name="Quantity">How much, in ten-thousandths.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reversal(UInt128 Purchase, long Time, long Quantity);
