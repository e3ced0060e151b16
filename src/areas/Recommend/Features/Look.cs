using System.Runtime.InteropServices;

namespace Kirana.Recommend.Features;

/// <summary>How often a shopper looked at an item.</summary>
/// <param name="Times">How often; putting it into the cart counts too.</param>
/// <param name="Last">When last, in UTC microseconds; <see cref="long.MinValue"/> for never.</param>
/// <param name="LastInCart">When it was put into the cart last; <see cref="long.MinValue"/> for never.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Look(int Times, long Last, long LastInCart)
{
    /// <summary>Both together.</summary>
    public Look With(Look other) => new(Times + other.Times, Math.Max(Last, other.Last), Math.Max(LastInCart, other.LastInCart));
}
