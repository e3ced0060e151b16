namespace Kirana.Storage;

/// <summary>What a shop is opened for.</summary>
public enum ShopAccess
{
    /// <summary>Reading only; never waits for a writer and never hinders one.</summary>
    Read,

    /// <summary>Reading and writing; one process at a time.</summary>
    Write,

    /// <summary>Reading, appending records, publishing and promoting models, making keys; for a server. Goes on while another process imports,
    /// trains or serves. Importing, sealing and erasing take the writer's lock while they last; what was appended is sealed in the background
    /// when the lock is free. Questions (<see cref="EmbeddedShop.Analysis"/>) may be answered from a state up to two seconds old.</summary>
    Serve,
}
