using System.Buffers;

namespace Kirana.Forecast.Models;

/// <summary>Rented working memory, given back when disposed: fitting hundreds of thousands of series leaves the collector idle.</summary>
internal readonly ref struct Scratch
{
    private readonly double[] _rented;

    /// <summary>Rents memory whose content is undefined.</summary>
    /// <param name="length">Numbers needed.</param>
    public Scratch(int length)
    {
        _rented = ArrayPool<double>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
    }

    /// <summary>The memory.</summary>
    public Span<double> Span { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(_rented);
}
