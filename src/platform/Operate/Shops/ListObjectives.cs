namespace Kirana.Operate.Shops;

/// <summary>What lists are to bring, as weights from 0 up: the order of what is bought soonest, and the calibrated chance of each outcome.</summary>
public sealed record ListObjectives
{
    /// <summary>The weight of the learnt order; 1 by default.</summary>
    public double Order { get; init; } = 1;

    /// <summary>The weight of the chance that an item is clicked; 0 by default.</summary>
    public double Click { get; init; }

    /// <summary>The weight of the chance that it is put into the cart; 0 by default.</summary>
    public double Cart { get; init; }

    /// <summary>The weight of the chance that it is bought; 0 by default.</summary>
    public double Purchase { get; init; }

    /// <summary>The weight of the revenue to expect of it, in units of the mean price; 0 by default.</summary>
    public double Revenue { get; init; }
}
