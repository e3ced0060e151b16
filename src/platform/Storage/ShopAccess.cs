namespace Kirana.Storage;

/// <summary>What a shop is opened for.</summary>
public enum ShopAccess
{
    /// <summary>Reading only; never waits for a writer and never hinders one.</summary>
    Read,

    /// <summary>Reading and writing; one process at a time.</summary>
    Write,

    /// <summary>Reading, appending records, publishing and promoting models, making keys; for a server. Goes on while another process imports,
    /// trains or serves; sealing waits for the writer's lock to be free.</summary>
    Serve,
}
