namespace Kirana.Storage.Control;

/// <summary>The parts of a shop whose changes are counted.</summary>
[Flags]
internal enum ShopPart
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The records, their receipts and the quarantine.</summary>
    Records = 1,

    /// <summary>The registry, the rules for lists, and vectors of items.</summary>
    Models = 2,

    /// <summary>The access keys.</summary>
    Keys = 4,

    /// <summary>Who owns which record: segments came or went, or fresh rows went.</summary>
    Layout = 8,
}
