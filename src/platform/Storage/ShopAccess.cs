namespace Kirana.Storage;

/// <summary>What a shop is opened for.</summary>
public enum ShopAccess
{
    /// <summary>Reading only; never waits for a writer and never hinders one.</summary>
    Read,

    /// <summary>Reading and writing; one process at a time.</summary>
    Write,
}
