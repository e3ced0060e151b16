namespace Kirana.Operate.Stores;

/// <summary>What one demand series adds up.</summary>
public enum DemandLevel
{
    /// <summary>Everything the shop sells; the key is <c>total</c>.</summary>
    Total,

    /// <summary>One item; the key is its id.</summary>
    Item,

    /// <summary>One item in one location; the key is <c>item|location</c>.</summary>
    ItemLocation,

    /// <summary>One category; the key is its path.</summary>
    Category,

    /// <summary>One location; the key is its id.</summary>
    Location,
}
