package tintype.render.choice;

import tintype.render.RenderEngine;

/// Chooses the engine for a process, once, at its start.
public interface EngineChoice {

    /// @param why for the operator: why this one and no better one
    record Chosen(RenderEngine engine, String why) {}

    Chosen choose();
}
