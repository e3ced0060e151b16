using System.Runtime.InteropServices;

namespace Kirana.Recommend.Features;

/// <summary>A day that people buy for, such as Christmas or Diwali of one year.</summary>
/// <param name="Name">Its name, the same every year.</param>
/// <param name="Time">The beginning of the day in UTC microseconds.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Festival(string Name, long Time);
